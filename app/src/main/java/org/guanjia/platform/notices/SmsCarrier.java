package org.guanjia.platform.notices;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Text messages by a gateway that takes {@code {"id", "to", "text"}} as JSON; described in docs/notices.md. */
final class SmsCarrier implements Carrier {

  private final NoticeSettings.Sms settings;
  private final JsonMapper json;
  private final HttpCarrier http;

  SmsCarrier(NoticeSettings.Sms settings, JsonMapper json, Duration timeLimit) {
    this.settings = settings;
    this.json = json;
    this.http = new HttpCarrier(timeLimit);
  }

  @Override
  public NoticeChannel channel() {
    return NoticeChannel.SMS;
  }

  @Override
  public boolean idempotent() {
    return settings.idempotent();
  }

  @Override
  public Outcome send(Letter letter) {
    String body = json.writeValueAsString(new Body(letter.key().toString(), letter.address(), settings.signature() + letter.text()));
    var request =
        HttpRequest.newBuilder(settings.url())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", letter.key().toString())
            .POST(BodyPublishers.ofString(body));
    if (settings.token() != null) request.header("Authorization", "Bearer " + settings.token());
    return http.post(request, answer -> new Outcome.Sent(reference(answer)));
  }

  private record Body(String id, String to, String text) {}

  /** A 2xx answer means taken, whatever it says; its id helps when asking the gateway. */
  private @Nullable String reference(String answer) {
    try {
      JsonNode id = json.readTree(answer).path("id");
      return id.isString() ? id.stringValue() : null;
    } catch (JacksonException noJson) {
      return null;
    }
  }
}
