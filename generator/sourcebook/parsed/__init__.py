"""The parse of a text as plain objects: what the language model says of each word, read from the model once.

Names are spaCy's, whose objects these stand for: a spaCy token makes its strings, its children and its sentence anew
whenever they are asked for, and extractors ask many times over.
"""

from sourcebook.parsed.doc import Doc, Tokens
from sourcebook.parsed.token import Token

__all__ = ["Doc", "Token", "Tokens"]
