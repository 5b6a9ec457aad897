package org.guanjia.people;

/** Why somebody has to look. */
public enum DoubtReason {
  /** The row is like somebody in the register, or like several. */
  LIKENESS,
  /** The document is that of somebody with another name or birth. */
  DOCUMENT_OF_ANOTHER,
  /** It is of somebody whom the writer of the row does not see, or who would move out of what they see. */
  OUTSIDE_AREA,
  /** It is certain who is meant, but name, sex, birth or document differ. */
  IDENTITY_DIFFERS,
  /** The person was registered without the document, for its number cannot be. */
  DOCUMENT_INVALID,
  /** Two records that may be of one person. */
  DOUBLES
}
