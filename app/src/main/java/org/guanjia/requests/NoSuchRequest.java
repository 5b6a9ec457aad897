package org.guanjia.requests;

/** No request of that code that this viewer may see. */
public final class NoSuchRequest extends RuntimeException {
  public NoSuchRequest(String code) {
    super("no such request: " + code);
  }
}
