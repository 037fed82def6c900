"""Parts of the model that can be switched on, each a folder; none is unless somebody says so."""
