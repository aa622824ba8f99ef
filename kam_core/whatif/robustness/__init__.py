"""How firm a tier is: flips and safe ranges along one weight, drawn weights, blanks, twins."""
