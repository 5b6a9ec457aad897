package org.guanjia.requests;

/** Somebody else changed the request since the form was shown; nothing was written. */
public final class StaleRequest extends RuntimeException {

  private final String code;

  public StaleRequest(String code) {
    super("changed since: " + code);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
