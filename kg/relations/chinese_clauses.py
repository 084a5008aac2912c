def read_chinese(view, found, grounder, patterns, antecedent=None):
    return [], None
