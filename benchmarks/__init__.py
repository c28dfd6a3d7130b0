"""What is promised of speed, measured: each as a ratio within one run, by medians."""
