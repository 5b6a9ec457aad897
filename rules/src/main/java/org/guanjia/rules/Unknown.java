package org.guanjia.rules;

/** The value of an expression that hangs on facts nobody has said: other than FEEL's null, which is a value. {@code facts} is a bit for each raw fact. */
record Unknown(long facts) {

  static boolean is(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Unknown;
  }

  static long facts(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Unknown unknown ? unknown.facts : 0;
  }

  /** Of two operands at least one of which is unknown. */
  static Unknown of(@org.jspecify.annotations.Nullable Object a, @org.jspecify.annotations.Nullable Object b) {
    return new Unknown(facts(a) | facts(b));
  }
}
