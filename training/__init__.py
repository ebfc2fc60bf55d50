"""Programs that fit the weights and build the word lists; quotesearch never imports them."""
