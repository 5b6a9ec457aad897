package org.guanjia.rules;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What the parts of the parser share: the text, the names in scope, and how deep and how long the expression has become. */
final class FeelScope {

  private static final int DEPTH_MAX = 60;
  /** Signs in a row nest to the left: each is a step of recursion when it is evaluated. */
  private static final int LINKS_MAX = 200;

  final FeelText text;
  final Set<String> names;
  /** The names of functions too: what may stand where a value is expected. */
  final Set<String> known = new HashSet<>();
  /** The names that entries of contexts have, here or elsewhere in the model: what may stand after a point, and alone within a filter. */
  final Set<String> entries;
  /** Whether the upper end of a range is read: a square bracket after it closes the range and filters nothing. */
  boolean endpoint;
  private int depth;
  private int links;

  FeelScope(String source, Collection<String> names, Set<String> entries) {
    this.text = new FeelText(source);
    this.names = new HashSet<>(names);
    this.entries = entries;
    known.addAll(names);
    known.addAll(Builtins.NAMES);
    known.addAll(Builtins.UNSUPPORTED);
  }

  /** Reads while those names are in scope too. */
  <T> T within(Collection<String> more, Supplier<T> read) {
    List<String> added = more.stream().filter(names::add).toList();
    List<String> learnt = more.stream().filter(known::add).toList();
    T value = read.get();
    added.forEach(names::remove);
    learnt.forEach(known::remove);
    return value;
  }

  Expr deeper(Supplier<Expr> read) {
    if (++depth > DEPTH_MAX) {
      throw new FeelException(Problem.Kind.SYNTAX, "nested deeper than " + DEPTH_MAX);
    }
    Expr expr = read.get();
    depth--;
    return expr;
  }

  /** Reads while a square bracket after the expression is, or is not, the end of a range that stands around it. */
  Expr asEndpoint(boolean end, Supplier<Expr> read) {
    boolean before = endpoint;
    endpoint = end;
    Expr expr = read.get();
    endpoint = before;
    return expr;
  }

  void link() {
    if (++links > LINKS_MAX) {
      throw new FeelException(Problem.Kind.SYNTAX, "more than " + LINKS_MAX + " parts");
    }
  }
}
