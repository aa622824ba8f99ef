"""Tables drawn in the browser: columns, cells, and what a person chose to see."""
