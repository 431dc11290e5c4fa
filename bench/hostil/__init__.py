"""What people who mean harm, and disks that fail, make of our own files, questions and answers: seeded, the same every time."""
