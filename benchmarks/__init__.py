"""Measurements: quality against its floors (`benchmarks.gate`) and speed (`benchmarks.extraction_speed`)."""
