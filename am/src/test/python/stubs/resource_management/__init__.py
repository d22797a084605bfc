"""What of Ambari's resource_management our scripts use, small enough for tests: commands are run, files are written, as whoever runs the test."""
