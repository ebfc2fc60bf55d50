"""
The usual spelling of a text: what decoders, exporters and typesetters spell otherwise, with the way back.

Cleaning and extraction judge a text in its usual spelling, the index finds words by it, and all show what is
printed. Of a text that is spelt as usual, `suspects` says so at a look; the patterns need not be loaded then.
"""
