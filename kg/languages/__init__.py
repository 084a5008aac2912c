"""All that differs between English and Chinese before any dictionary is read: scripts, folding, sentence ends."""

from kg.languages.folding import View, fold, fold_term
from kg.languages.scripts import detect_language, has_cjk, is_cjk

__all__ = ["View", "detect_language", "fold", "fold_term", "has_cjk", "is_cjk"]
