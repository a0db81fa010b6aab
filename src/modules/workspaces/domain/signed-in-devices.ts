/** Where members are signed in. Sessions are kept by the auth module above, which implements this. */
export abstract class SignedInDevices {
  abstract endAll(userId: string): Promise<void>;
}
