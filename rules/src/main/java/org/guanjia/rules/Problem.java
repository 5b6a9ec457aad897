package org.guanjia.rules;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a text is not a programme.
 *
 * @param decision the decision's name, the parameter's, or the example's; null for the whole document
 * @param rows the rows concerned, from 0
 * @param column the column concerned, from 0: inputs first, then outputs; -1 for none
 * @param detail what exactly, in English: the unknown name, the unsupported function, the expression
 * @param example the person that shows an overlap, or the box that no row covers: facts or expressions with the value or range of each
 */
public record Problem(Kind kind, @Nullable String decision, List<Integer> rows, int column, String detail, Map<String, String> example) {

  /** Kinds of problems; each has its own sentence in the office's language. */
  public enum Kind {
    /** Not well-formed XML, a document type, too large or too deep. */
    XML,
    /** An element or a hit policy of DMN that is not read here, by name. */
    UNSUPPORTED_DMN,
    /** Not FEEL. */
    SYNTAX,
    /** FEEL that is not read here, by name. */
    UNSUPPORTED_FEEL,
    /** A name that is neither required by the decision nor a function. */
    UNKNOWN_NAME,
    /** Input data that is neither a fact nor a parameter. */
    UNKNOWN_INPUT,
    /** Decisions that require each other in a ring. */
    CIRCULAR,
    /** A value of the wrong type. */
    TYPE,
    /** The decision {@code entitlement} or its outputs are missing or of another form. */
    ENTITLEMENT,
    /** Two rows of a table apply to the same person. */
    OVERLAP,
    /** No row applies to some person. */
    GAP,
    /** A row that can never apply, or a value that no fact can have. */
    UNREACHABLE,
    /** A table whose combinations are too many to check. */
    TOO_COMPLEX,
    /** An amount that may be finer than a fen. */
    AMOUNT,
    /** Two values of a parameter at the same time. */
    PARAMETER_OVERLAP,
    /** No value of a parameter between two others, or none at all. */
    PARAMETER_GAP,
    /** A parameter whose value is not a literal, or ends before it begins. */
    PARAMETER,
    /** An example that is not well-formed. */
    EXAMPLE
  }

  static Problem of(Kind kind, @Nullable String decision, String detail) {
    return new Problem(kind, decision, List.of(), -1, detail, Map.of());
  }

  static Problem at(Kind kind, @Nullable String decision, int row, int column, String detail) {
    return new Problem(kind, decision, row < 0 ? List.of() : List.of(row), column, detail, Map.of());
  }

  @Override
  public String toString() {
    return kind + (decision == null ? "" : " in " + decision) + (rows.isEmpty() ? "" : " rows " + rows.stream().map(row -> row + 1).toList())
        + (column < 0 ? "" : " column " + (column + 1)) + ": " + detail + (example.isEmpty() ? "" : " " + example);
  }
}
