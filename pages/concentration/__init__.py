"""Screen Concentration: how much revenue rests on how few accounts."""
