from unittest.case import safe_repr, strclass

__all__ = ["safe_repr", "strclass"]
