"""Programs that fit the weights and make the lists; never imported by quotesearch."""
