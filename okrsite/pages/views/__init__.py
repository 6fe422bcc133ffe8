"""Everything that a template may see: the theme API.

A page's view is plain, frozen data: no model, no figures, no paths. So the key of a rendered page is the hash of its
arguments, and nothing has to be remembered to be declared. `common.py` holds the pieces that many pages share,
`context.py` what the makers of pages read; each other module makes the pages of one subject through one function
`pages(context) -> Iterator[Page]`.
"""
