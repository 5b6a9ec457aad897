package org.guanjia.people;

import java.time.LocalDate;
import java.util.List;
import org.guanjia.platform.crypto.Mask;
import org.guanjia.platform.identity.OtherDocument;
import org.guanjia.platform.identity.ResidentId;

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

  /** What is wrong with the number, as message keys in the order in which it is told; empty for a valid one and for none. */
  List<String> problems(LocalDate today) {
    return switch (kind) {
      case NONE -> List.of();
      case RESIDENT_ID -> ResidentId.parse(number, today).problems().stream().map(ResidentId.Problem::messageKey).toList();
      default -> {
        OtherDocument other = OtherDocument.parse(OtherDocument.Kind.valueOf(kind.name()), number);
        yield other.problems().stream().map(other::messageKey).toList();
      }
    };
  }

  /** Masked: the number itself must not slip into a log. */
  @Override
  public String toString() {
    return kind + " " + Mask.identity(number);
  }
}
