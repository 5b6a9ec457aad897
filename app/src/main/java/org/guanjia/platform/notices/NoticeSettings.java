package org.guanjia.platform.notices;

import java.net.URI;
import java.time.LocalTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param sms the gateway for text messages; null for none
 * @param mailFrom sender of mail, together with {@code spring.mail.host}; null for no mail
 * @param rooms chat rooms by name
 * @param quietFrom text messages that are not urgent rest from then
 * @param quietUntil until then (Asia/Shanghai)
 */
@ConfigurationProperties("guanjia.notices")
record NoticeSettings(
    @Nullable Sms sms,
    @Nullable String mailFrom,
    @DefaultValue Map<String, Room> rooms,
    @DefaultValue("21:00") LocalTime quietFrom,
    @DefaultValue("08:00") LocalTime quietUntil) {

  /**
   * @param url where to POST to
   * @param token sent as {@code Authorization: Bearer}; null for none
   * @param idempotent the gateway promises to send only once what comes twice with the same Idempotency-Key
   * @param signature put before each text, such as 【茶山镇】
   */
  record Sms(URI url, @Nullable String token, @DefaultValue("false") boolean idempotent, @DefaultValue("") String signature) {}

  /**
   * @param url the webhook's address, with its key
   * @param secret for signed webhooks (钉钉 加签); null for none
   */
  record Room(URI url, @Nullable String secret) {}
}
