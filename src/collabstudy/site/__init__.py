"""The readable result: pages in English and Dutch, made from what notebooks left, that load nothing from outside."""
