package org.guanjia.platform.files;

import java.util.List;
import java.util.Locale;

/** An upload that is not taken, said so that the person can act on it. */
public final class FileRefused extends RuntimeException {

  /** Why, each with a message {@code files.refused.<name>} and an HTTP status. */
  public enum Reason {
    EMPTY(422),
    TOO_BIG(413),
    /** Neither picture nor PDF by its content. */
    TYPE(415),
    /** An iPhone's HEIC picture: the phone can send JPEG. */
    HEIC(415),
    ANIMATED(415),
    /** A colour model or compression that cannot be shown, such as CMYK. */
    UNUSUAL(415),
    /** More pixels than can be decoded. */
    PIXELS(422),
    DAMAGED(422),
    /** Far more data inside than any honest file of its size holds. */
    BOMB(422),
    /** A PDF with scripts or that starts programs. */
    ACTIVE(422),
    /** A PDF that needs a password. */
    ENCRYPTED(422),
    /** The file does not exist, is not the uploader's or already belongs elsewhere. */
    UNKNOWN(404),
    /** Too many files that were uploaded but belong to no form yet. */
    TOO_MANY(429),
    /** Too many pictures are being worked on at this moment. */
    BUSY(503),
    /** More files in one form than it allows. */
    COUNT(422),
    /** No room on the disk. */
    FULL(507);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  private final Reason reason;
  private final transient List<Object> arguments;

  public FileRefused(Reason reason, Object... arguments) {
    super(reason.name(), null, false, false);
    this.reason = reason;
    this.arguments = List.of(arguments);
  }

  public Reason reason() {
    return reason;
  }

  /** The key of the message for the person. */
  public String messageKey() {
    return "files.refused." + reason.name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  /** What the message speaks of, such as the limit in megabytes. */
  public Object[] arguments() {
    return arguments.toArray();
  }
}
