package org.guanjia.platform.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param data folder of everything this installation keeps: the embedded database, files, its key
 * @param databaseUrl JDBC URL of an external PostgreSQL 18 with its owner's user and password; empty for the
 *     embedded one
 * @param poolSize connections to the database
 */
@ConfigurationProperties("guanjia")
public record DatabaseSettings(
    @DefaultValue("data") Path data, @Nullable String databaseUrl, @DefaultValue("16") int poolSize) {}
