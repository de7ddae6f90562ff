"""Web archives: the pages that a crawler kept, damaged files included."""
