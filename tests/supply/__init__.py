"""What the project is made of: its locked packages with their hashes and licences, as a bill of materials."""
