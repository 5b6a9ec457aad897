package org.guanjia;

import java.util.Arrays;
import java.util.stream.Stream;
import org.guanjia.Visitor.Answer;

/** A program that calls the API: with a token, or with the session of somebody who logged in and its CSRF token. */
public final class ApiCaller implements AutoCloseable {

  private final Visitor visitor;
  private final String[] credentials;

  private ApiCaller(Visitor visitor, String... credentials) {
    this.visitor = visitor;
    this.credentials = credentials;
  }

  public static ApiCaller withToken(int port, String secret) {
    return new ApiCaller(Visitor.at(port), "Authorization", "Bearer " + secret);
  }

  public static ApiCaller as(Visitor loggedIn) {
    return new ApiCaller(loggedIn, "X-CSRF-TOKEN", loggedIn.csrfToken());
  }

  public Answer get(String path) {
    return call("GET", path, "");
  }

  public Answer post(String path, String json, String... headers) {
    return call("POST", path, json, headers);
  }

  public Answer call(String method, String path, String json, String... headers) {
    return visitor.call(method, path, json, Stream.concat(Arrays.stream(credentials), Arrays.stream(headers)).toArray(String[]::new));
  }

  /** Sends an empty form, as a page's. */
  public Answer form(String path) {
    return visitor.postRaw(path, "", credentials);
  }

  @Override
  public void close() {
    visitor.close();
  }
}
