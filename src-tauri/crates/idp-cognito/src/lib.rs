//! What is known of AWS Cognito without the AWS SDK: formats, hosts, signals.
