from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """
    A script of ours finds the scripts that it imports under their hashed names. Each `import` ends in a
    semicolon: the pattern asks for one. In scripts of others the same words stand in comments.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )
