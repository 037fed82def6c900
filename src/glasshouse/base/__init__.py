"""What everything stands on: messages, units, evidence, files that authors write, random draws, compiled code."""
