"""Article in, findings out: one extractor a module, each a pure function of the article and its parse."""
