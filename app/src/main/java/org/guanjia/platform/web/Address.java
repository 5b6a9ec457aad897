package org.guanjia.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/** The address that a request asked for. */
public final class Address {

  private static final String API = "/api/";

  private Address() {}

  /** The path, also when the container has passed the request on to the error page. */
  public static String of(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path ? path : request.getRequestURI();
  }

  /** Whether it is of the API: programs ask there, with tokens, and are answered in JSON. All other addresses are for people. */
  public static boolean isApi(HttpServletRequest request) {
    return of(request).startsWith(API);
  }
}
