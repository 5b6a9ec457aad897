package org.guanjia.platform.notices;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import org.guanjia.platform.notices.Carrier.Outcome;
import org.jspecify.annotations.Nullable;

/** One POST, and what its end says about whether the other side acted on it. */
final class HttpCarrier {

  static final Duration TIME_LIMIT = Duration.ofSeconds(20);
  private static final Duration LATER_MAX = Duration.ofHours(6);
  private static final int ANSWER_LENGTH_MAX = 4_000;

  interface Reader {
    Outcome read(String answer);
  }

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).followRedirects(HttpClient.Redirect.NEVER).build();
  private final Duration timeLimit;

  HttpCarrier(Duration timeLimit) {
    this.timeLimit = timeLimit;
  }

  /** Sends it; the reader judges the body of a 2xx answer. */
  Outcome post(HttpRequest.Builder request, Reader reader) {
    try {
      HttpResponse<String> answer = client.send(request.timeout(timeLimit).build(), BodyHandlers.ofString());
      return judge(answer, reader);
    } catch (ConnectException | HttpConnectTimeoutException | UnresolvedAddressException notReached) {
      return new Outcome.Later("not reached: " + notReached.getClass().getSimpleName(), null);
    } catch (IOException brokenOff) {
      // Time-out or broken connection after the request went out: it may have been acted on.
      return new Outcome.Unknown("no answer: " + brokenOff.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Unknown("interrupted");
    }
  }

  private static Outcome judge(HttpResponse<String> answer, Reader reader) {
    int status = answer.statusCode();
    if (status >= 200 && status < 300) return reader.read(shortened(answer.body()));
    if (status == 429 || status == 503) return new Outcome.Later("HTTP " + status, retryAfter(answer));
    if (status >= 500) return new Outcome.Unknown("HTTP " + status);
    return new Outcome.Refused("HTTP " + status);
  }

  /** Seconds only; a date is as good as none for a gateway. */
  private static @Nullable Duration retryAfter(HttpResponse<String> answer) {
    String value = answer.headers().firstValue("Retry-After").orElse("");
    if (!value.matches("[0-9]{1,6}")) return null;
    Duration wanted = Duration.ofSeconds(Long.parseLong(value));
    return wanted.compareTo(LATER_MAX) < 0 ? wanted : LATER_MAX;
  }

  private static String shortened(String body) {
    return body.length() <= ANSWER_LENGTH_MAX ? body : body.substring(0, ANSWER_LENGTH_MAX);
  }
}
