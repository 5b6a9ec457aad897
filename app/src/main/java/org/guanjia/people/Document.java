package org.guanjia.people;

import org.guanjia.platform.crypto.Mask;

/**
 * A document and its number.
 *
 * @param number in its one normal form (see {@code platform.identity}); empty for {@link DocumentKind#NONE}
 */
public record Document(DocumentKind kind, String number) {

  public static final Document NONE = new Document(DocumentKind.NONE, "");

  public Document {
    if (kind == DocumentKind.NONE != number.isEmpty()) throw new IllegalArgumentException("a document has a number, and none has none");
  }

  /** Masked: the number itself must not slip into a log. */
  @Override
  public String toString() {
    return kind + " " + Mask.identity(number);
  }
}
