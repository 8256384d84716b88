"""Pages as they are fetched: an article among what surrounds one, and a page that a documentation builder wrote."""

BLOG = """<!doctype html>
<html lang="en" class="sidebar-visible">
<head>
<meta charset="utf-8"><title>How we cut build times | Dev Blog</title>
<meta property="og:title" content="How we cut build times">
<link rel="stylesheet" href="/assets/site.4f2a.css">
<style>body { margin: 0 auto; max-width: 60em } .hero { background: #eee url(/hero.png) no-repeat }</style>
<script>window.dataLayer = window.dataLayer || []; function track() { dataLayer.push(arguments); }</script>
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Article", "wordCount": 412}</script>
</head>
<body>
<div id="cookie-banner" class="banner">We value your privacy. <button>Accept all</button> <button>Reject</button></div>
<header><nav class="main"><ul><li><a href="/">Home</a></li><li><a href="/articles">Articles</a></li></ul></nav></header>
<main>
<h1>How we cut build times</h1>
<p>By <a href="/people/jo">Jo Doe</a> &middot; three minutes</p>
<p>Our builds took <strong>40 minutes</strong>. The cause was a single lock, see
<a href="https://example.org/issues/77">issue 77</a> and, once more, <a href="https://example.org/issues/77">there</a>.
Jump to <a href="#numbers">the numbers</a>.</p>
<h2 id="numbers">What we measured<a class="anchor" href="#numbers">#</a></h2>
<table>
<thead><tr><th>Step</th><th>Before</th><th>After</th></tr></thead>
<tbody>
<tr><td><p>install</p></td><td>12&nbsp;min</td><td><p>2 min</p></td></tr>
<tr><td>test</td><td></td><td>6 min<br>(cold)</td></tr>
</tbody>
</table>
<pre class="shell"><code>$ make -j8
error: lock is held by <b>pid 77</b>
\tretry &lt;= 3

   done</code></pre>
<ol><li>Split the lock</li><li>Name the cache:<ul><li>by hash</li><li>by branch</li></ul></li></ol>
</main>
<div class="related"><h3>Read on</h3>
<ul><li><a href="/p/1">Post one</a></li><li><a href="/p/2">Post two</a></li></ul></div>
<footer>&copy; Dev Blog <a href="/imprint">Imprint</a></footer>
<script src="/assets/site.9c1b.js" defer></script>
<script>hydrate({"props": {"page": {"id": 77, "flags": ["a", "b", "c"], "seen": false}}});</script>
</body>
</html>
"""

_ENTRIES = "".join(
    f"""<dl class="py function">
<dt class="sig sig-object py" id="ledger.{name}">
<span class="sig-prename descclassname"><span class="pre">ledger.</span></span><span class="sig-name descname"><span \
class="pre">{name}</span></span><span class="sig-paren">(</span><em class="sig-param"><span class="n"><span \
class="pre">row</span></span></em><span class="sig-paren">)</span><a class="headerlink" href="#ledger.{name}" \
title="Permalink to this definition">¶</a></dt>
<dd><p>{name.capitalize()} a row, see
<a class="reference internal" href="rows.html#row"><span class="std std-ref">Rows</span></a>. Raises
<code class="xref py py-exc docutils literal notranslate"><span class="pre">ClosedError</span></code>.\
</p>
</dd></dl>
"""
    for name in ("add", "cancel", "find", "total")
)
DOCS = f"""<!DOCTYPE html>

<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="generator" content="Docutils 0.19: https://docutils.sourceforge.io/" />
    <title>Ledger &#8212; Books 2.1 documentation</title>
    <link rel="stylesheet" type="text/css" href="_static/pygments.css" />
    <script src="_static/documentation_options.js"></script>
  </head><body>
    <div class="related" role="navigation" aria-label="related navigation"><h3>Navigation</h3>
      <ul><li class="right"><a href="genindex.html" title="General Index" accesskey="I">index</a></li></ul></div>
    <div class="document"><div class="body" role="main">
<section id="ledger"><h1>Ledger<a class="headerlink" href="#ledger" title="Permalink to this headline">¶</a></h1>
<div class="highlight-python3 notranslate"><div class="highlight"><pre><span></span>\
<span class="gp">&gt;&gt;&gt; </span><span \
class="kn">import</span> <span class="nn">ledger</span>
<span class="gp">&gt;&gt;&gt; </span><span class="n">ledger</span><span class="o">.</span><span class="n">total</span>()
<span class="go">0</span>
</pre></div></div>
{_ENTRIES}</section></div>
    <div class="sphinxsidebar" role="navigation"><h3><a href="index.html">Table of Contents</a></h3></div>
    <div class="footer" role="contentinfo">&#169; Copyright 2024. Created using <a href="https://www.sphinx-doc.org/">Sphinx</a>.</div>
  </body>
</html>
"""
