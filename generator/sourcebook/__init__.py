"""Sourcebook: a folder of news articles about one story becomes a searchable research site."""

import os

# numpy's own BLAS on one thread is faster on machines where blis runs without SIMD kernels, with the same entities.
# This stands here, for numpy reads it when it is first imported, whoever imports it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
