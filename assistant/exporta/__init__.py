"""Writers of files to take away, one a format. Each gets what it writes whole; none computes or words anything."""
