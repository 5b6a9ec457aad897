package org.guanjia.platform.notices;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chat room's webhook. 企业微信 and 钉钉 take the same text message and both answer 200 with an {@code errcode}; 钉钉 may
 * want the address signed.
 */
final class ChatCarrier implements Carrier {

  /** 企业微信 45009, 钉钉 130101 and 410100: too many messages in a minute. */
  private static final Set<Integer> TOO_FAST = Set.of(45009, 130101, 410100);

  /** -1: the system is busy, says both; try again. */
  private static final int BUSY = -1;

  private final Map<String, NoticeSettings.Room> rooms;
  private final JsonMapper json;
  private final Clock clock;
  private final HttpCarrier http;

  ChatCarrier(Map<String, NoticeSettings.Room> rooms, JsonMapper json, Clock clock, Duration timeLimit) {
    this.rooms = rooms;
    this.json = json;
    this.clock = clock;
    this.http = new HttpCarrier(timeLimit);
  }

  @Override
  public NoticeChannel channel() {
    return NoticeChannel.CHAT;
  }

  @Override
  public boolean idempotent() {
    return false;
  }

  @Override
  public Outcome send(Letter letter) {
    NoticeSettings.Room room = rooms.get(letter.address());
    if (room == null) return new Outcome.Refused("no room " + letter.address() + " in guanjia.notices.rooms");
    String body = json.writeValueAsString(new Message("text", new Text(letter.text())));
    var request =
        HttpRequest.newBuilder(address(room, clock.millis()))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return http.post(request, this::judge);
  }

  private record Message(String msgtype, Text text) {}

  private record Text(String content) {}

  /** 钉钉 加签: timestamp and HMAC-SHA256 of timestamp, line feed and secret are added to the address. */
  static URI address(NoticeSettings.Room room, long now) {
    String secret = room.secret();
    if (secret == null || secret.isBlank()) return room.url();
    String sign = URLEncoder.encode(signature(secret, now), StandardCharsets.UTF_8);
    return URI.create(room.url() + (room.url().getQuery() == null ? "?" : "&") + "timestamp=" + now + "&sign=" + sign);
  }

  private static String signature(String secret, long now) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal((now + "\n" + secret).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every Java", e);
    }
  }

  private Outcome judge(String answer) {
    Integer code = errorCode(answer);
    if (code == null) return new Outcome.Unknown("an answer without errcode");
    if (code == 0) return new Outcome.Sent(null);
    if (TOO_FAST.contains(code) || code == BUSY) return new Outcome.Later("errcode " + code, Duration.ofMinutes(1));
    return new Outcome.Refused("errcode " + code);
  }

  private @Nullable Integer errorCode(String answer) {
    try {
      JsonNode code = json.readTree(answer).path("errcode");
      return code.isInt() ? code.intValue() : null;
    } catch (JacksonException noJson) {
      return null;
    }
  }
}
