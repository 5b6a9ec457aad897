package org.guanjia.rules;

import java.util.Random;

/** Expressions at random, each of a type, from a grammar of what two engines must read alike. */
final class RandomFeel {

  private final Random random;

  RandomFeel(long seed) {
    this.random = new Random(seed);
  }

  String any() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> number(3);
      case 2 -> truth(3);
      case 3 -> text(3);
      case 4 -> day(3);
      default -> list(3);
    };
  }

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }

  private String number(int depth) {
    if (depth == 0) {
      return one("0", "1", "2", "3", "7", "10", "0.5", "1.25", "-1", "-2.5", "100", "x", "y");
    }
    String a = number(depth - 1);
    String b = number(depth - 1);
    return switch (random.nextInt(20)) {
      case 0, 1 -> "(" + a + " + " + b + ")";
      case 2 -> "(" + a + " - " + b + ")";
      case 3 -> "(" + a + " * " + b + ")";
      case 4 -> "(" + a + " / " + b + ")";
      case 5 -> "(" + a + ") ** " + one("0", "1", "2", "3");
      case 6 -> "-(" + a + ")";
      case 7 -> one("floor", "ceiling", "abs") + "(" + a + ")";
      case 8 -> one("decimal", "round up", "round down", "round half up", "round half down", "floor", "ceiling") + "(" + a + ", " + one("0", "1", "2", "-1") + ")";
      case 9 -> "modulo(" + a + ", " + one("2", "3", "-3", "0.5", "7") + ")";
      case 10 -> one("min", "max", "sum", "mean", "median", "product") + "(" + a + ", " + b + ", " + number(0) + ")";
      case 11 -> one("count", "sum", "min", "max", "mean") + "(" + list(depth - 1) + ")";
      case 12 -> "(if " + truth(depth - 1) + " then " + a + " else " + b + ")";
      case 13 -> "string length(" + text(depth - 1) + ")";
      case 14 -> "(" + day(depth - 1) + ")." + one("year", "month", "day", "weekday");
      case 15 -> one("day of year", "week of year") + "(" + day(depth - 1) + ")";
      case 16 -> list(depth - 1) + "[" + one("1", "2", "-1") + "]";
      case 17 -> "{a: " + a + ", b: a + " + number(0) + "}.b";
      case 18 -> "(function(p, q) p - q)(" + a + ", " + b + ")";
      default -> "(" + day(depth - 1) + " - " + day(depth - 1) + ").days";
    };
  }

  private String truth(int depth) {
    if (depth == 0) {
      return one("true", "false", "yes", "null");
    }
    return switch (random.nextInt(15)) {
      case 0, 1 -> "(" + truth(depth - 1) + " and " + truth(depth - 1) + ")";
      case 2, 3 -> "(" + truth(depth - 1) + " or " + truth(depth - 1) + ")";
      case 4 -> "not(" + truth(depth - 1) + ")";
      case 5, 6 -> "(" + number(depth - 1) + one(" < ", " <= ", " > ", " >= ", " = ", " != ") + number(depth - 1) + ")";
      case 7 -> "(" + number(depth - 1) + " in " + range() + ")";
      case 8 -> "(" + number(depth - 1) + " between " + number(0) + " and " + number(0) + ")";
      case 9 -> "(" + day(depth - 1) + one(" < ", " <= ", " > ", " = ") + day(depth - 1) + ")";
      case 10 -> one("contains", "starts with", "ends with") + "(" + text(depth - 1) + ", " + text(0) + ")";
      case 11 -> one("overlaps", "overlaps before", "overlaps after", "meets", "met by", "before", "after", "includes", "during", "starts", "started by",
          "finishes", "finished by", "coincides") + "(" + range() + ", " + range() + ")";
      case 12 -> "(" + one("some", "every") + " i in [1, 2, 3] satisfies i " + one("<", ">", "=") + " " + one("0", "2", "3") + ")";
      case 13 -> "((" + number(depth - 1) + ") instance of " + one("number", "string", "Any") + ")";
      default -> "(" + text(depth - 1) + one(" = ", " < ", " != ") + text(depth - 1) + ")";
    };
  }

  private String range() {
    int low = random.nextInt(5);
    return one("[", "(") + low + ".." + (low + 1 + random.nextInt(4)) + one("]", ")");
  }

  private String text(int depth) {
    if (depth == 0) {
      return one("\"\"", "\"a\"", "\"foobar\"", "\"莞家\"", "\"🐎ab\"", "name");
    }
    String a = text(depth - 1);
    return switch (random.nextInt(8)) {
      case 0 -> "(" + a + " + " + text(depth - 1) + ")";
      case 1 -> one("upper case", "lower case") + "(" + a + ")";
      case 2 -> one("substring before", "substring after") + "(" + a + ", " + one("\"o\"", "\"家\"", "\"x\"") + ")";
      case 3 -> "substring(" + a + ", " + one("1", "2", "-1", "-2") + ")";
      case 4 -> "string join([" + a + ", " + text(depth - 1) + "], " + one("\"-\"", "\"\"") + ")";
      case 5 -> one("day of week", "month of year") + "(" + day(depth - 1) + ")";
      case 6 -> "(if " + truth(depth - 1) + " then " + a + " else " + text(0) + ")";
      default -> a;
    };
  }

  private String day(int depth) {
    if (depth == 0) {
      return one("date(\"2024-02-29\")", "date(\"2023-12-31\")", "date(2024, 1, 31)", "@\"2000-03-01\"", "born");
    }
    String a = day(depth - 1);
    return switch (random.nextInt(5)) {
      case 0 -> "(" + a + one(" + ", " - ") + "duration(\"" + one("P1D", "P30D", "P366D", "PT36H") + "\"))";
      case 1 -> "(" + a + one(" + ", " - ") + "duration(\"" + one("P1M", "P1Y", "P4Y", "P11M", "P13M") + "\"))";
      case 2 -> "(" + a + one(" + ", " - ") + "@\"P1M\" * " + one("2", "3") + ")";
      case 3 -> "(if " + truth(depth - 1) + " then " + a + " else " + day(0) + ")";
      default -> a;
    };
  }

  private String list(int depth) {
    if (depth == 0) {
      return one("[]", "[1]", "[1, 2, 3]", "[3, 1, 2, 3]", "numbers");
    }
    String a = list(depth - 1);
    return switch (random.nextInt(10)) {
      case 0 -> "[" + number(depth - 1) + ", " + number(depth - 1) + "]";
      case 1 -> "concatenate(" + a + ", " + list(depth - 1) + ")";
      case 2 -> "append(" + a + ", " + number(0) + ")";
      case 3 -> "reverse(" + a + ")";
      case 4 -> "(for i in " + one("[1]", "[1, 2, 3]", "numbers") + " return i " + one("+ 1", "* 2", "* 0.5") + ")";
      case 5 -> a + "[item " + one("> 1", "<= 2", "!= 3") + "]";
      case 6 -> "sort(" + list(0) + ", function(p, q) p " + one("<", ">") + " q)";
      case 7 -> "(for i in 1..3, j in 1..2 return i " + one("+", "-", "*") + " j)";
      case 8 -> "flatten([" + a + ", [" + list(0) + "]])";
      default -> "insert before([1, 2], " + one("1", "2", "-1") + ", " + number(depth - 1) + ")";
    };
  }

}
