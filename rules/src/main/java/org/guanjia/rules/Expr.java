package org.guanjia.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** FEEL and boxed expressions of DMN, read. */
sealed interface Expr {

  /** Comparisons, of expressions and of unary tests. */
  enum Comparison {
    EQUAL("="), UNEQUAL("!="), LESS("<"), LESS_OR_EQUAL("<="), GREATER(">"), GREATER_OR_EQUAL(">=");

    final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }
  }

  record Literal(@Nullable Object value) implements Expr {
  }

  record Name(String name) implements Expr {
  }

  record Property(Expr of, String name) implements Expr {
  }

  record Negated(Expr of) implements Expr {
  }

  /** {@code sign} is one of + - * / and ^ for **. */
  record Arithmetic(char sign, Expr left, Expr right) implements Expr {
  }

  record Compared(Comparison by, Expr left, Expr right) implements Expr {
  }

  record And(Expr left, Expr right) implements Expr {
  }

  record Or(Expr left, Expr right) implements Expr {
  }

  record If(Expr condition, Expr then, Expr otherwise) implements Expr {
  }

  record Between(Expr of, Expr low, Expr high) implements Expr {
  }

  record In(Expr of, Expr tests) implements Expr {
  }

  record For(List<Iteration> over, Expr body) implements Expr {
  }

  record Quantified(boolean every, List<Iteration> over, Expr satisfies) implements Expr {
  }

  /** {@code end} is null for a list, else the iteration runs over the whole numbers from {@code list} to {@code end}. */
  record Iteration(String name, Expr list, @Nullable Expr end) {
  }

  record ListOf(List<Expr> items) implements Expr {
  }

  /** {@code result} is null for a context, else the value of a boxed context's last entry. */
  record ContextOf(List<Entry> entries, @Nullable Expr result) implements Expr {
  }

  record Entry(String name, Expr value) {
  }

  record RangeOf(boolean lowClosed, @Nullable Expr low, @Nullable Expr high, boolean highClosed) implements Expr {
  }

  record Filtered(Expr list, Expr by) implements Expr {
  }

  /** A function by its name: the model's where it has one of that name, else a built-in one. */
  record Call(String function, List<Expr> arguments) implements Expr {
  }

  /** A function that is itself a value; {@code names} are those of the arguments, or null where they are given in order. */
  record Invoked(Expr function, List<Expr> arguments, @Nullable List<String> names) implements Expr {
  }

  record Lambda(List<Parameter> parameters, Expr body) implements Expr {
  }

  /** Of a function; of any type where {@code type} is null. */
  record Parameter(String name, @Nullable Type type) {
  }

  record InstanceOf(Expr of, Type type) implements Expr {
  }

  /** The value under test: {@code ?}. */
  record Tested() implements Expr {
  }

  /** A unary test by comparison. */
  record Test(Comparison by, Expr with) implements Expr {
  }

  /** The unary test {@code -}. */
  record Anything() implements Expr {
  }

  /** Unary tests, any of which is enough. */
  record AnyOf(List<Expr> tests) implements Expr {
  }

  /** Unary tests, none of which may hold. */
  record NoneOf(Expr tests) implements Expr {
  }

  record Table(DecisionTable table) implements Expr {
  }

  /** Whether somewhere in it the value under test is named. */
  static boolean names(Expr expr, Class<? extends Expr> kind) {
    return kind.isInstance(expr) || parts(expr).stream().anyMatch(part -> names(part, kind));
  }

  /** The expressions directly within one. */
  static List<Expr> parts(Expr expr) {
    return switch (expr) {
      case Literal l -> List.of();
      case Name n -> List.of();
      case Tested t -> List.of();
      case Anything a -> List.of();
      case Property p -> List.of(p.of());
      case Negated n -> List.of(n.of());
      case Arithmetic a -> List.of(a.left(), a.right());
      case Compared c -> List.of(c.left(), c.right());
      case And a -> List.of(a.left(), a.right());
      case Or o -> List.of(o.left(), o.right());
      case If i -> List.of(i.condition(), i.then(), i.otherwise());
      case Between b -> List.of(b.of(), b.low(), b.high());
      case In i -> List.of(i.of(), i.tests());
      case For f -> iterated(f.over(), f.body());
      case Quantified q -> iterated(q.over(), q.satisfies());
      case ListOf l -> l.items();
      case ContextOf c -> with(c.entries().stream().map(Entry::value).toList(), c.result());
      case RangeOf r -> with(with(List.of(), r.low()), r.high());
      case Filtered f -> List.of(f.list(), f.by());
      case Call c -> c.arguments();
      case Invoked i -> with(i.arguments(), i.function());
      case Lambda l -> List.of(l.body());
      case InstanceOf i -> List.of(i.of());
      case Test t -> List.of(t.with());
      case AnyOf a -> a.tests();
      case NoneOf n -> List.of(n.tests());
      case Table t -> t.table().expressions();
    };
  }

  private static List<Expr> iterated(List<Iteration> over, Expr body) {
    List<Expr> all = List.of();
    for (Iteration iteration : over) {
      all = with(with(all, iteration.list()), iteration.end());
    }
    return with(all, body);
  }

  private static List<Expr> with(List<Expr> list, @Nullable Expr last) {
    return last == null ? list : java.util.stream.Stream.concat(list.stream(), java.util.stream.Stream.of(last)).toList();
  }
}
