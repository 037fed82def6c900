"""What is asked of a world: a run, a branch, a comparison, many seeds of either; and one life explained."""
