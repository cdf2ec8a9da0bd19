"""Pages of assessments, of the matrix, the spectrum and the queue."""
