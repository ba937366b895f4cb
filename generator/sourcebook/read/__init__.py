"""A folder of seeds becomes a list of seeds: one reader a format, chosen by suffix."""

from __future__ import annotations

from sourcebook.read.draft import Draft
from sourcebook.read.folder import read_folder, seed_paths

__all__ = ["Draft", "read_folder", "seed_paths"]
