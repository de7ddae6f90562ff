"""Web pages: what they declare and show, which element holds the article, and the walls before it."""
