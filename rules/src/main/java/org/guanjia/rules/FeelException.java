package org.guanjia.rules;

/** FEEL that cannot be read, or that takes too many steps to evaluate. */
final class FeelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Problem.Kind kind;

  FeelException(Problem.Kind kind, String detail) {
    super(detail, null, false, false);
    this.kind = kind;
  }

  Problem.Kind kind() {
    return kind;
  }

  String detail() {
    return java.util.Objects.requireNonNullElse(getMessage(), "");
  }
}
